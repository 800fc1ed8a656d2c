import { describe, expect, it } from '@jest/globals';
import { IsBoolean, IsInt, IsOptional, IsString } from 'class-validator';
import { ReadAs, readInstance } from './read-instance.js';

const toFlag = (value: unknown): unknown => (value === 'true' ? true : value);

class Base {
  @IsOptional()
  @ReadAs(toFlag)
  @IsBoolean()
  force?: boolean;
}

class Query extends Base {
  @IsString()
  name!: string;

  @IsOptional()
  @ReadAs(Number)
  @IsInt()
  age?: number;
}

class Other extends Base {
  @IsOptional()
  @ReadAs((value) => value === 'yes')
  @IsBoolean()
  override force?: boolean;
}

const pointersOf = (plain: object) => readInstance(Query, plain).faults.map(({ pointer }) => pointer);

describe('readInstance', () => {
  it('makes an instance of the class, with what was sent', () => {
    const { instance, faults } = readInstance(Query, { name: 'a', age: '7', force: 'true' });
    expect(faults).toEqual([]);
    expect(instance).toBeInstanceOf(Query);
    expect({ ...instance }).toEqual({ name: 'a', age: 7, force: true });
  });

  it('converts what was declared only, and nothing that was not sent', () => {
    expect(readInstance(Query, { name: 'true' }).instance).toEqual(Object.assign(new Query(), { name: 'true' }));
    expect(readInstance(Other, { force: 'yes' })).toEqual({ instance: { force: true }, faults: [] });
  });

  it('names each fault', () => {
    expect(pointersOf({ name: 7, force: 'yes', age: 'x', nam: 'a' })).toEqual(
      expect.arrayContaining(['/name', '/force', '/age', '/nam']),
    );
  });

  it.each(Object.getOwnPropertyNames(Object.prototype))(
    'refuses a field that is called %s, and keeps its rules',
    (field) => {
      for (const value of ['null', '{"name":"a"}', '"Object"']) {
        const plain = JSON.parse(`{"name":"a","${field}":${value}}`) as object;
        const { instance, faults } = readInstance(Query, plain);
        expect(faults).toEqual([{ pointer: `/${field}`, detail: `${field} is not known here` }]);
        expect(Object.getPrototypeOf(instance)).toBe(Query.prototype);
        expect(pointersOf(JSON.parse(`{"name":7,"${field}":${value}}`))).toEqual(['/name', `/${field}`]);
      }
    },
  );
});
