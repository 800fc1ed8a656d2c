#!/bin/sh
# Deploys an overlay, workers first, then the API, and waits until all pods run what is deployed:
#   sh deploy/pipeline/kubernetes.sh development|homologation|production [<tag>]
# The images are those of the digests in dist/images, or, where a person names one, of a tag.
# OVERLAYS is the folder of your overlays: those of this repository are examples, whose rights and hosts are nobody's.
# The cluster is the one of KUBECONFIG. Changes nothing where the overlay has no image of ours, or the cluster refuses part of it.
set -eu
environment=$1
tag=${2:-}
namespace=etlaas-$environment
rendered=$(mktemp)
trap 'rm -f "$rendered"' EXIT

image_of() {
  if [ -n "$tag" ]; then echo "$IMAGE_REGISTRY/$1:$tag"; else cat "dist/images/$1"; fi
}
wait_for() {
  kubectl --namespace "$namespace" rollout status statefulset --selector "app.kubernetes.io/part-of=etlaas,$1" --timeout 30m
}
api=$(image_of api)
worker=$(image_of worker)

kubectl kustomize "$OVERLAYS/$environment" |
  sed -E -e "s#^( *(- )?image: ).*etlaas/api([:@].*)?\$#\1$api#" \
    -e "s#^( *(- )?image: ).*etlaas/worker([:@].*)?\$#\1$worker#" >"$rendered"
for image in "$api" "$worker"; do
  grep -q -- "image: $image\$" "$rendered" || {
    echo "the overlay $environment has no image of $image" >&2
    exit 1
  }
done
kubectl apply --dry-run=server -f "$rendered"
kubectl apply --dry-run=client --selector app.kubernetes.io/component=api --output name -f "$rendered" |
  grep -q '^statefulset.apps/' || {
  echo "no StatefulSet of $environment has the label app.kubernetes.io/component=api: its base is older than this script" >&2
  exit 1
}

# What rollback.sh goes back to: what each ran to the end. The same deployment tried again keeps what its first try noted.
deployment=$(cksum <"$rendered" | cut -d ' ' -f 1)
running=$(kubectl --namespace "$namespace" get statefulset \
  --selector 'app.kubernetes.io/part-of=etlaas,app.kubernetes.io/component in (api,worker)' \
  --output 'jsonpath={range .items[*]}{.metadata.name},{.status.currentRevision},{.metadata.annotations.etlaas/deployment}{"\n"}{end}')
for one in $running; do
  name=${one%%,*} rest=${one#*,}
  [ "${rest#*,}" = "$deployment" ] ||
    kubectl --namespace "$namespace" annotate --overwrite statefulset "$name" \
      "etlaas/before=${rest%%,*}" "etlaas/deployment=$deployment"
done

# What an API accepts must find a worker that can run it.
kubectl apply --selector 'app.kubernetes.io/component!=api' -f "$rendered"
wait_for 'app.kubernetes.io/component!=api'
kubectl apply -f "$rendered"
wait_for 'app.kubernetes.io/component=api'
