"""OpenAI's realtime transcription: its events become the native ones here, and those its own."""
