#!/bin/sh
# Goes back to what each StatefulSet ran before the last deployment, as kubernetes.sh noted it, the API first, then the workers:
#   sh deploy/pipeline/rollback.sh <environment>
# In this order, so that no old worker gets what only a new one can run. One that the deployment did not reach stays as it is: `rollout undo`
# without a revision would take it back one release too far. Settings go back with the pods; rules, secrets and Redis stay as they are.
# To go back further, run the deploy job of an older pipeline again, or kubernetes.sh with an older tag (README.md).
set -eu
namespace=etlaas-$1
plan=$(mktemp)
trap 'rm -f "$plan"' EXIT

ours() { echo "app.kubernetes.io/part-of=etlaas,app.kubernetes.io/component=$1"; }

# All of it is looked up before any is touched.
for component in api worker; do
  noted=$(kubectl --namespace "$namespace" get statefulset --selector "$(ours "$component")" \
    --output 'jsonpath={range .items[*]}{.metadata.name},{.metadata.annotations.etlaas/before}{"\n"}{end}')
  for one in $noted; do
    name=${one%%,*} before=${one#*,}
    if [ -n "$before" ]; then
      revision=$(kubectl --namespace "$namespace" get controllerrevision "$before" --output 'jsonpath={.revision}')
      echo "$component $name ${revision:?the number of $before}" >>"$plan"
    elif [ "$component" = worker ]; then
      echo "$name stays as it is: no deployment noted what it ran before" >&2
    else
      echo "no deployment noted what $name ran before: run the deploy job of an older pipeline instead" >&2
      exit 1
    fi
  done
done
[ -s "$plan" ] || {
  echo "no deployment noted what ran in $namespace before: there is nothing to go back to" >&2
  exit 1
}

for component in api worker; do
  grep -q "^$component " "$plan" || continue
  while read -r kind name revision; do
    [ "$kind" != "$component" ] ||
      kubectl --namespace "$namespace" rollout undo "statefulset/$name" --to-revision "$revision"
  done <"$plan"
  kubectl --namespace "$namespace" rollout status statefulset --selector "$(ours "$component")" --timeout 30m
done
