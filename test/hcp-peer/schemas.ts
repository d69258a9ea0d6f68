/** JSON Schemas of what clients send, written from the published protocol. */

const label = {
  type: 'object',
  required: ['label'],
  additionalProperties: false,
  properties: {
    label: { type: 'string', minLength: 1, maxLength: 32 },
    level: { enum: ['none', 'info', 'warning', 'error'] },
  },
};

const outcome = {
  type: 'object',
  required: ['type', 'attributes'],
  additionalProperties: false,
  properties: {
    type: { const: 'task-result-outcomes' },
    attributes: {
      type: 'object',
      required: ['outcome-id', 'description'],
      additionalProperties: false,
      properties: {
        'outcome-id': { type: 'string', minLength: 1, maxLength: 64 },
        description: { type: 'string', minLength: 1, maxLength: 1000 },
        body: { type: 'string', minLength: 1, maxLength: 10_000 },
        url: { type: 'string', minLength: 1, maxLength: 500 },
        tags: {
          type: 'object',
          minProperties: 1,
          maxProperties: 10,
          propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
          additionalProperties: { type: 'array', minItems: 1, items: label },
        },
      },
    },
  },
};

const document = (type: string, attributes: object, relationships?: object): object => ({
  type: 'object',
  required: ['data'],
  additionalProperties: false,
  properties: {
    data: {
      type: 'object',
      required: ['type', 'attributes'],
      additionalProperties: false,
      properties: {
        type: { const: type },
        attributes: { type: 'object', additionalProperties: false, ...attributes },
        ...(relationships && { relationships }),
      },
    },
  },
});

const identity = (type: string): object => ({
  type: 'object',
  required: ['data'],
  additionalProperties: false,
  properties: {
    data: {
      type: 'object',
      required: ['type', 'id'],
      additionalProperties: false,
      properties: { type: { const: type }, id: { type: 'string', minLength: 1 } },
    },
  },
});

export const taskResultSchema = document(
  'task-results',
  {
    required: ['status'],
    properties: {
      status: { enum: ['running', 'passed', 'failed'] },
      message: { type: 'string', minLength: 1, maxLength: 1000 },
      url: { type: 'string', minLength: 1, maxLength: 500 },
    },
  },
  {
    type: 'object',
    additionalProperties: false,
    properties: {
      outcomes: {
        type: 'object',
        required: ['data'],
        additionalProperties: false,
        properties: { data: { type: 'array', minItems: 1, maxItems: 250, items: outcome } },
      },
    },
  },
);

export const configurationVersionSchema = document('configuration-versions', {
  properties: {
    'auto-queue-runs': { type: 'boolean' },
    speculative: { type: 'boolean' },
    provisional: { type: 'boolean' },
  },
});

export const runSchema = document(
  'runs',
  {
    properties: {
      message: { type: 'string', maxLength: 5000 },
      'plan-only': { type: 'boolean' },
      'auto-apply': { type: 'boolean' },
      'is-destroy': { type: 'boolean' },
    },
  },
  {
    type: 'object',
    required: ['workspace', 'configuration-version'],
    additionalProperties: false,
    properties: { workspace: identity('workspaces'), 'configuration-version': identity('configuration-versions') },
  },
);
