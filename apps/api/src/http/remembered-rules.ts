import { getMetadataStorage } from 'class-validator';

type Rules = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>;

/**
 * Lets class-validator remember the rules of each class, and which are of which field: by itself it looks through those of all
 * classes, and sorts what it found, for each object that it checks. To be called once all classes are there; rules of a class that
 * come later are not seen. We use no groups and no schemas,
 * which would make others of them.
 */
export function rememberRules(storage = getMetadataStorage()): void {
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const sort = storage.groupByPropertyName.bind(storage);
  const known = new Map<unknown, Rules>();
  const sorted = new WeakMap<Rules, ReturnType<typeof sort>>();
  storage.getTargetValidationMetadatas = (type, ...rest) => {
    const rules = known.get(type) ?? find(type, ...rest);
    known.set(type, rules);
    return rules;
  };
  storage.groupByPropertyName = (rules) => {
    const byField = sorted.get(rules) ?? sort(rules);
    sorted.set(rules, byField);
    return byField;
  };
}
