import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { readInstance } from '#libs/informatica';
import { AppError, type FieldFault } from '#libs/platform';

/**
 * Turns path, query and body into validated instances of the classes that the handlers declare.
 *
 * Unknown fields and parameters are refused: a misspelt `mode` must not mean the default.
 */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (type === 'custom' || !metatype || isPlain(metatype)) return value;
    const plain = value ?? {};
    if (typeof plain !== 'object' || Array.isArray(plain)) {
      throw new AppError('VALIDATION_FAILED', 'The body must be a JSON object.', {
        errors: [{ pointer: '', detail: 'must be a JSON object' }],
      });
    }
    const { instance, faults } = readInstance(metatype as new () => object, plain);
    if (faults.length === 0) return instance;
    throw new AppError('VALIDATION_FAILED', `${sentenceOf(faults)}.`, {
      errors: type === 'body' ? faults : faults.map(asParameter),
    });
  }
}

/** Enough for a person to begin with; `errors` has all. */
const FIRST_FAULTS = 3;
/** Names of unknown fields are as long as the caller likes. */
const MAX_SENTENCE = 400;

const sentenceOf = (faults: FieldFault[]): string => {
  const more = faults.length - FIRST_FAULTS;
  const first = faults.slice(0, FIRST_FAULTS).map(({ detail }) => detail);
  const all = [...first, ...(more > 0 ? [`and ${more} more, see errors`] : [])].join('; ');
  return all.length > MAX_SENTENCE ? `${all.slice(0, MAX_SENTENCE)}…` : all;
};

const isPlain = (metatype: unknown): boolean =>
  [String, Number, Boolean, Array, Object].some((type) => type === metatype);

const asParameter = ({ pointer, detail }: FieldFault): FieldFault => ({ parameter: pointer?.slice(1) ?? '', detail });
