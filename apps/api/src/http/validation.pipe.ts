import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { toFieldFaults } from '#libs/informatica';
import { AppError, type FieldFault } from '#libs/platform';

const OPTIONS = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false };

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
    const instance: object = plainToInstance(metatype as new () => object, plain);
    const faults = validateSync(instance, OPTIONS).flatMap(toFieldFaults);
    if (faults.length === 0) return instance;
    throw new AppError('VALIDATION_FAILED', 'The request is not valid; see errors.', {
      errors: type === 'body' ? faults : faults.map(asParameter),
    });
  }
}

const isPlain = (metatype: unknown): boolean =>
  [String, Number, Boolean, Array, Object].some((type) => type === metatype);

const asParameter = ({ pointer, detail }: FieldFault): FieldFault => ({ parameter: pointer?.slice(1) ?? '', detail });
