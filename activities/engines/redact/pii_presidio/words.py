"""Words that are hardly ever part of a name, and some that nearly always are."""

from activities.engines.redact.pii_presidio.tokens import listed

STOP = listed(
    """
    a about after again all almost already also am an and any anyone anything are aren't around as
    ask at away back bad be because been before being better big both but by call called calling
    came can can't certainly come coming could couldn't day did didn't do does doesn't doing done
    don't down each early else email even ever every exactly excited fine first for free from full
    get getting give glad go going gonna good got great had happy hard has have haven't having he
    he'll he's hear hello help her here here's hey hi him his hold how i i'd i'll i'm i've if in
    interested into is isn't it it's its just kind know last late later least left let let's like
    little live living long look looking lot made make many maybe me mean mine moment more morning
    most much must my name need never new next nice no not nothing now number of off oh ok okay old
    on once one only open or order other our out over own people perfect phone place please pretty
    problem quite ready really right room said same say saying see seen send seven she she's should
    since so some someone something soon sorry speaking still stuck such supposed sure take talking
    tell testing than thank thanks that that's the their them then there there's these they they're
    thing things think this those three through time to today together told tomorrow tonight too
    trying two under until up upset us used very wait waiting want wanted was wasn't way we we'll
    we're we've well went were weren't what what's when where which while who why will with won't
    work working would wouldn't yeah year years yes yesterday yet you you'd you'll you're you've
    your sir madam ma'am address mail contact reach account card street road monday tuesday
    wednesday thursday friday saturday sunday january february april june july august september
    october november december doctor mister yep nope um uh er bye goodbye evening afternoon whole
    another available afraid based bit born calls city clear close correct different dot easy end
    enough everyone feel few final friend friends half here's home house hour hours important job
    keep kids line luck main man matter minute minutes month months mom dad mother father sister
    brother wife husband son daughter nobody part point possible question really reason regarding
    second seems service show side simple sort special start team test thought tired true truth
    unable welcome woman women word world worried wrong also hungry lost running running confused
    concerned curious
    """
)
# Given names in ordinary use that are no other English word; others need a cue beside them.
GIVEN = listed(
    """
    aaron abigail adam adrian ahmed aisha alan albert alejandro alex alexander alexandra alexis ali
    alice alicia alison allison amanda amber amelia amir amy ana andrea andrew angela anita ann anna
    anne annie anthony antonio arthur ashley audrey barbara benjamin beth betty beverly bobby
    bradley brandon brenda brian bruce bryan caitlin cameron carl carla carlos carmen carol caroline
    carolyn catherine charles charlotte chen cheryl chloe chris christian christina christine
    christopher cindy claire clara colin connor craig crystal cynthia daniel danielle darren david
    deborah debra denise dennis derek diana diane diego dominic donald donna doris dorothy douglas
    dylan edward edwin eileen elaine eleanor elena elijah elizabeth ella ellen emily emma eric erica
    erin ernest ethan eugene eva evelyn fatima felix fernando fiona florence frances francis
    francisco fred frederick gabriel gareth gary gavin george gerald gloria gordon graham greg
    gregory hannah harold harriet heather helen henry howard hugh ian ibrahim irene isaac isabel
    isabella jack jackie jackson jacob jacqueline james jamie jane janet janice jason javier jean
    jeff jeffrey jennifer jenny jeremy jerry jesse jessica jill jim jimmy joan joanna joe joel
    johannes john johnny jonathan jordan jorge jose joseph josephine joshua juan juanita judith judy
    julia julian julie karen karl kate katherine kathleen kathryn kathy katie keith kelly kenneth
    kevin khalid kimberly kirsten klaus kristen kyle larry laura lauren lawrence leah lee leon
    leonard leslie liam linda lisa logan lois lori louis louise lucas lucy luis luke lydia lynn
    madison malcolm manuel marcus margaret maria marie marilyn mario marion martha martin mary
    matthew maureen megan melissa michael michelle miguel mike mohamed mohammed molly monica
    muhammad nancy naomi natalie natasha nathan neil nicholas nicola nicole nigel noah nora norman
    oliver olivia omar oscar pamela patricia patrick paul paula pedro peggy peter philip phillip
    phyllis priya rachel ralph raymond rebecca ricardo richard rita robert roberto robin rodney
    roger ronald rosemary roy russell ruth ryan samantha samuel sandra sara sarah scott sean
    sebastian sharon sheila shirley simon sofia sophia sophie stanley stephanie stephen steve steven
    stuart susan suzanne sylvia tamara tanya teresa terry theo theodore theresa thomas tiffany
    timothy tina todd tom tony tracy tyler valerie vanessa veronica victor victoria vincent virginia
    vivian walter wayne wendy william yusuf yvonne zachary zoe nicolas helena ingrid olga ivan
    sergei yuki wei raj anil sanjay deepak pierre jacques hans jurgen lars sven
    """
)
PLACES = listed(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho
    illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota
    mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas
    utah vermont washington wisconsin wyoming boston chicago houston phoenix philadelphia dallas
    austin seattle denver detroit memphis baltimore milwaukee atlanta miami oakland cleveland tampa
    honolulu pittsburgh cincinnati orlando toronto montreal vancouver london manchester birmingham
    leeds glasgow liverpool edinburgh bristol cardiff belfast dublin cambridge oxford paris berlin
    munich hamburg frankfurt cologne vienna zurich geneva amsterdam brussels madrid barcelona lisbon
    rome milan athens stockholm oslo copenhagen helsinki warsaw prague budapest moscow istanbul
    cairo lagos nairobi mumbai delhi bangalore beijing shanghai tokyo osaka seoul singapore sydney
    melbourne brisbane auckland brooklyn manhattan england scotland wales ireland germany france
    spain italy portugal netherlands belgium switzerland austria sweden norway denmark finland
    poland russia ukraine greece egypt nigeria kenya india pakistan japan korea australia canada
    mexico brazil argentina colombia
    """
)
