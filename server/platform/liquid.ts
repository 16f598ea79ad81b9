import { Liquid } from 'liquidjs';

/** A template of somebody else's making could not be rendered: what is wrong, and in which line. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

export type Escaping = 'text' | 'html';

/** Larger than any letter; what a template may read, make and take is bounded. */
const TEMPLATE_MAX_CHARACTERS = 60_000;
const RENDERED_MAX_CHARACTERS = 300_000;
const RENDER_LIMIT_MS = 250;
const MEMORY_LIMIT = 1_000_000;

/** They reach for other templates; there are none. */
const TAGS_WITHOUT_USE = ['include', 'render', 'layout', 'block'];
/** `raw` would let a customer's name become markup. */
const FILTERS_WITHOUT_USE = ['raw'];

const ENGINES: Readonly<Record<Escaping, Liquid>> = { text: engine('text'), html: engine('html') };

/**
 * Renders a template over plain values. It sees own properties only, no files and no other
 * templates; an unknown variable or filter is an error and not an empty place in a letter.
 */
export function renderLiquid(
  template: string,
  variables: Readonly<Record<string, unknown>>,
  escaping: Escaping,
): string {
  if (template.length > TEMPLATE_MAX_CHARACTERS)
    throw new TemplateError(`The text is longer than ${TEMPLATE_MAX_CHARACTERS} characters.`);
  let rendered: string;
  try {
    rendered = ENGINES[escaping].parseAndRenderSync(template, variables);
  } catch (error) {
    throw new TemplateError(
      error instanceof Error ? firstLine(error.message) : 'It cannot be read.',
    );
  }
  if (rendered.length > RENDERED_MAX_CHARACTERS)
    throw new TemplateError(`It would become longer than ${RENDERED_MAX_CHARACTERS} characters.`);
  return rendered;
}

function engine(escaping: Escaping): Liquid {
  const made = new Liquid({
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    templates: {},
    dynamicPartials: false,
    relativeReference: false,
    cache: false,
    parseLimit: TEMPLATE_MAX_CHARACTERS,
    renderLimit: RENDER_LIMIT_MS,
    memoryLimit: MEMORY_LIMIT,
    ...(escaping === 'html' ? { outputEscape: 'escape' as const } : {}),
  });
  for (const tag of TAGS_WITHOUT_USE) delete made.tags[tag];
  for (const filter of FILTERS_WITHOUT_USE) delete made.filters[filter];
  return made;
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.slice(0, 300) ?? '';
}
