/** gitlab-ci-local is built for Node.js 22; of all that is newer than ours it uses this alone. */
Set.prototype.union ??= function union(other) {
  return new Set([...this, ...other]);
};
