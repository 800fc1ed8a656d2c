# What an answer of the registry means, for build-image.sh and promote.sh.

# only_if_absent <image> <what was said>: goes on where the registry said that it has no such image, or no such repository yet, and ends the
# job at anything else (502, 401, a timeout), for who could not look might replace what is there.
only_if_absent() {
  printf '%s' "$2" | grep -Eiq '(manifest|name) unknown|(artifact|manifest|repository|tag) [^ ]+ not found' || {
    printf '%s\n' "$2" "nobody knows whether there is $1: mend what is said above, then run this job again" >&2
    exit 1
  }
}
