{{- define "dalston.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- /* of one process: root, component */ -}}
{{- define "dalston.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "dalston.labels" -}}
{{ include "dalston.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- /* root, image, variant (or none) */ -}}
{{- define "dalston.image" -}}
{{- $tag := default .root.Chart.AppVersion .root.Values.image.tag -}}
{{- with .root.Values.image.registry }}{{ trimSuffix "/" . }}/{{ end }}{{ .image }}:{{ $tag }}{{ with .variant }}-{{ . }}{{ end }}
{{- end }}

{{- define "dalston.serviceAccount" -}}
{{ default (include "dalston.name" .) .Values.serviceAccount.name }}
{{- end }}

{{- /* root, grace */ -}}
{{- define "dalston.pod" -}}
serviceAccountName: {{ include "dalston.serviceAccount" .root }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "dalston.container" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end }}

{{- /* where everything is: root */ -}}
{{- define "dalston.places" -}}
- {name: DALSTON_DATA, value: /var/lib/dalston}
- {name: DALSTON_STORAGE, value: {{ .Values.storage.url | quote }}}
{{- with .Values.storage.endpoint }}
- {name: DALSTON_S3_ENDPOINT, value: {{ . | quote }}}
{{- end }}
{{- with .Values.storage.region }}
- {name: DALSTON_S3_REGION, value: {{ . | quote }}}
{{- end }}
- {name: TEMPORAL_ADDRESS, value: {{ .Values.temporal.address | quote }}}
- {name: TEMPORAL_NAMESPACE, value: {{ .Values.temporal.namespace | quote }}}
{{- with .Values.temporal.tls }}
{{- if .enabled }}
- {name: TEMPORAL_TLS, value: "true"}
{{- end }}
{{- if .existingSecret }}
- {name: TEMPORAL_TLS_CLIENT_CERT_PATH, value: /etc/temporal-tls/tls.crt}
- {name: TEMPORAL_TLS_CLIENT_KEY_PATH, value: /etc/temporal-tls/tls.key}
{{- if .ownAuthority }}
- {name: TEMPORAL_TLS_SERVER_CA_CERT_PATH, value: /etc/temporal-tls/ca.crt}
{{- end }}
{{- end }}
{{- with .serverName }}
- {name: TEMPORAL_TLS_SERVER_NAME, value: {{ . | quote }}}
{{- end }}
{{- end }}
{{- end }}

{{- /* a list of maps of settings; the later ones win */ -}}
{{- define "dalston.settings" -}}
{{- $all := dict }}
{{- range . }}
{{- $all = mergeOverwrite $all (deepCopy .) }}
{{- end }}
{{- range $name, $value := $all }}
{{- if kindIs "float64" $value }}{{- /* what YAML's whole numbers are here, and 3e+09 when they are large */ -}}
{{- $value = ternary (int64 $value) $value (eq (floor $value) $value) }}
{{- end }}
- {name: {{ $name }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- end }}

{{- /* names of Secrets: a list */ -}}
{{- define "dalston.secrets" -}}
{{- range compact . }}
- secretRef: {name: {{ . }}}
{{- end }}
{{- end }}

{{- define "dalston.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if .models }}
- {name: models, mountPath: /var/lib/dalston/models}
{{- end }}
{{- if .root.Values.temporal.tls.existingSecret }}
- {name: temporal-tls, mountPath: /etc/temporal-tls, readOnly: true}
{{- end }}
{{- end }}

{{- /* root, models: whether weights are needed */ -}}
{{- define "dalston.volumes" -}}
- name: tmp
  emptyDir: {}
{{- if .models }}
- name: models
  {{- if .root.Values.models.existingClaim }}
  persistentVolumeClaim: {claimName: {{ .root.Values.models.existingClaim }}}
  {{- else }}
  emptyDir: {sizeLimit: {{ .root.Values.models.sizeLimit }}}
  {{- end }}
{{- end }}
{{- with .root.Values.temporal.tls.existingSecret }}
- name: temporal-tls
  secret: {secretName: {{ . }}}
{{- end }}
{{- end }}

{{- /* of a process with metrics on their own port */ -}}
{{- define "dalston.metricsProbes" -}}
startupProbe:
  httpGet: {path: /metrics, port: metrics}
  periodSeconds: 5
  failureThreshold: 24
livenessProbe:
  httpGet: {path: /metrics, port: metrics}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- end }}

{{- /* where pods may run: the values of a process */ -}}
{{- define "dalston.placement" -}}
{{- with .runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- with .nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
