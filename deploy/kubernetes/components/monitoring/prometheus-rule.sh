#!/bin/sh
# Prints the alarms of deploy/monitoring/alerts.yaml as a PrometheusRule; after a change there:
#   sh prometheus-rule.sh > prometheus-rule.yaml
set -eu
cat << 'HEAD'
# Made from deploy/monitoring/alerts.yaml by prometheus-rule.sh: change it there, and make it anew.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: etlaas
spec:
HEAD
grep -v '^#' "$(dirname "$0")/../../../monitoring/alerts.yaml" | sed 's/^./  &/'
