#!/bin/sh
# Builds an image and pushes it, once for each commit, and notes its digest in dist/images:
#   sh deploy/pipeline/build-image.sh api|worker, in a job of .gitlab-ci.yml, where buildah is.
set -eu
. "$(dirname "$0")/registry.sh"
app=$1
image=$IMAGE_REGISTRY/$app:$CI_COMMIT_SHA
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' package.json)
mkdir -p dist/images

# The password by standard input: everybody on a runner sees arguments.
printf '%s' "$IMAGE_REGISTRY_PASSWORD" |
  buildah login --username "$IMAGE_REGISTRY_USER" --password-stdin "${IMAGE_REGISTRY%%/*}"
# A job that runs again finds what others may have tested and deployed under this name: it stays what it is.
if said=$(buildah pull --quiet "$image" 2>&1); then
  digest=$(buildah inspect --type image --format '{{.FromImageDigest}}' "$image")
else
  only_if_absent "$image" "$said"
  # The format of OCI has no health check.
  buildah build --format docker --file deploy/docker/Dockerfile --target "$app" --tag "$image" \
    ${BASE_IMAGE:+--build-arg "BASE=$BASE_IMAGE"} ${NPM_REGISTRY:+--build-arg "NPM_CONFIG_REGISTRY=$NPM_REGISTRY"} \
    --build-arg VERSION="$version+$CI_COMMIT_SHORT_SHA" --build-arg REVISION="$CI_COMMIT_SHA" \
    --build-arg CREATED="$CI_COMMIT_TIMESTAMP" --build-arg SOURCE="$CI_PROJECT_URL" .
  buildah push --digestfile dist/images/digest "$image"
  digest=$(cat dist/images/digest)
  rm dist/images/digest
fi
echo "$IMAGE_REGISTRY/$app@${digest:?the digest of $image}" >"dist/images/$app"
