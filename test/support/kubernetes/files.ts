import type { IVolume } from 'kubernetes-models/v1/Volume';
import type { Estate, Placed } from './estate.js';
import type { OutsideObject } from './outside.js';

/** A file that a container finds: where it is, and of what object. */
export interface MountedFile {
  path: string;
  kind: 'Secret' | 'ConfigMap';
  object: string;
  key: string;
}

/** The objects that a volume shows as files. */
function sourcesOf({ configMap, secret, projected }: IVolume): Pick<MountedFile, 'kind' | 'object'>[] {
  const own = configMap?.name ? [{ kind: 'ConfigMap' as const, object: configMap.name }] : [];
  const secrets = secret?.secretName ? [{ kind: 'Secret' as const, object: secret.secretName }] : [];
  const more = (projected?.sources ?? []).flatMap((source) =>
    source.configMap?.name ? [{ kind: 'ConfigMap' as const, object: source.configMap.name }] : [],
  );
  return [...own, ...secrets, ...more];
}

/** The objects of an estate or from outside that the pods of a container show as files. */
export const shownTo = ({ pods }: Placed): Pick<MountedFile, 'kind' | 'object'>[] =>
  (pods.spec.volumes ?? []).flatMap(sourcesOf);

/** The files of ConfigMaps and Secrets that a container finds. */
export function filesOf(placed: Placed, estate: Estate, outside: readonly OutsideObject[]): MountedFile[] {
  const keysOf = (kind: string, name: string): readonly string[] =>
    outside.find((object) => object.kind === kind && object.name === name)?.keys ?? Object.keys(estate.dataOf(name));
  return (placed.container.volumeMounts ?? []).flatMap(({ name, mountPath }) =>
    (placed.pods.spec.volumes ?? [])
      .filter((volume) => volume.name === name)
      .flatMap(sourcesOf)
      .flatMap(({ kind, object }) =>
        keysOf(kind, object).map((key) => ({ path: `${mountPath}/${key}`, kind, object, key })),
      ),
  );
}
