import { z } from 'zod';

type Schema = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly anyOf?: readonly Schema[];
  readonly propertyNames?: Schema;
};

/**
 * A sound value for a part of the agreement, with `id` wherever an id may stand. Optional parts are
 * filled when `complete`; in a query only those that take an id, for the others narrow the answer.
 */
export function sampleOf(schema: z.ZodType, id: string, complete: boolean): Record<string, never> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  return sample(json, '', id, complete) as Record<string, never>;
}

function sample(schema: Schema, name: string, id: string, complete: boolean): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sample(schema.anyOf[0] ?? {}, name, id, complete);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(
            ([part, inner]) => complete || schema.required?.includes(part) || takesId(part, inner),
          )
          .map(([part, inner]) => [part, sample(inner, part, id, complete)]),
      );
    case 'array':
      return [sample(schema.items ?? {}, name, id, complete)];
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    default:
      return text(schema, name, id);
  }
}

function text(schema: Schema, name: string, id: string): string {
  if (takesId(name, schema)) return id;
  if (schema.format === 'email') return 'someone@sample.example';
  if (schema.format === 'date') return '2026-03-10';
  if (schema.pattern?.includes(':')) return name.endsWith('Until') ? '17:00' : '09:00';
  if (name === 'amount') return '1.00';
  if (name === 'currency') return 'EUR';
  if (name === 'country') return 'NL';
  if (name === 'timeZone') return 'Europe/Amsterdam';
  if (name === 'iban') return 'NL91ABNA0417164300';
  if (/^(email|address|replyTo|testRecipient)$/.test(name)) return 'someone@sample.example';
  if (DAYS.test(name)) return '2026-03-10';
  return 'sample'.padEnd(schema.minLength ?? 0, 'x').slice(0, schema.maxLength ?? 100);
}

const DAYS = /^(on|from|until|promisedFor|\w+On)$/;

function takesId(name: string, { pattern }: Schema): boolean {
  return (
    pattern?.includes(String.raw`\d{1,18}`) === true || name === 'collector' || name === 'userId'
  );
}
