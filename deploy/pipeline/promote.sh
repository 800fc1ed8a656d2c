#!/bin/sh
# Gives the images of this commit the name of its release, and notes their digests in dist/images:
#   sh deploy/pipeline/promote.sh, in a pipeline of a tag, where skopeo is.
# Builds nothing: what ran in Development and Homologation is, byte for byte, what goes to Production.
set -eu
. "$(dirname "$0")/registry.sh"
mkdir -p dist/images
said=$(mktemp)
trap 'rm -f "$said"' EXIT

# The digest of an image, or nothing where there is none.
digest() {
  skopeo inspect --no-tags --format '{{.Digest}}' "docker://$1" 2>"$said" || only_if_absent "$1" "$(cat "$said")"
}

printf '%s' "$IMAGE_REGISTRY_PASSWORD" |
  skopeo login --username "$IMAGE_REGISTRY_USER" --password-stdin "${IMAGE_REGISTRY%%/*}"
for app in api worker; do
  image=$IMAGE_REGISTRY/$app
  built=$(digest "$image:$CI_COMMIT_SHA")
  [ -n "$built" ] || {
    echo "there is no image $app of $CI_COMMIT_SHA: the pipeline of a protected branch builds it: run that, then this job again" >&2
    exit 1
  }
  released=$(digest "$image:$CI_COMMIT_TAG")
  if [ -n "$released" ] && [ "$released" != "$built" ]; then
    echo "$image:$CI_COMMIT_TAG is another image already, and a release is never replaced" >&2
    exit 1
  fi
  skopeo copy --preserve-digests "docker://$image@$built" "docker://$image:$CI_COMMIT_TAG"
  echo "$image@$built" >"dist/images/$app"
done
