import { expect, it, jest } from '@jest/globals';
import { getMetadataStorage, IsInt, IsString, validateSync } from 'class-validator';
import { rememberRules } from './remembered-rules.js';

class Named {
  @IsString()
  name: unknown = 'a';
}

class Counted extends Named {
  @IsInt()
  count: unknown = 1;
}

it('each class is checked by its own rules, which are looked for once', () => {
  const storage = getMetadataStorage();
  const find = jest.spyOn(storage, 'getTargetValidationMetadatas');
  const sort = jest.spyOn(storage, 'groupByPropertyName');
  rememberRules(storage);
  const faultsOf = (said: object) => validateSync(said).map(({ property }) => property);
  for (let times = 0; times < 3; times += 1) {
    expect(faultsOf(Object.assign(new Named(), { name: 1, count: 'a' }))).toEqual(['name']);
    expect(faultsOf(Object.assign(new Counted(), { name: 1, count: 'a' })).sort()).toEqual(['count', 'name']);
    expect(faultsOf(new Counted())).toEqual([]);
  }
  expect(find).toHaveBeenCalledTimes(2);
  expect(sort).toHaveBeenCalledTimes(2);
});
