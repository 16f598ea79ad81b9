import { expect, test } from 'vitest';
import { renderLiquid, TemplateError } from './liquid.ts';

const VARIABLES = { name: 'Åsa <b>&', list: [{ part: 'a' }, { part: 'b' }], nested: { own: 1 } };

test('values are written as they are in text, and escaped in HTML', () => {
  expect(renderLiquid('{{ name }}', VARIABLES, 'text')).toBe('Åsa <b>&');
  expect(renderLiquid('{{ name }}', VARIABLES, 'html')).toBe('Åsa &lt;b&gt;&amp;');
});

test('lists are walked through', () => {
  const text = '{% for one in list %}{{ one.part }};{% endfor %}';
  expect(renderLiquid(text, VARIABLES, 'text')).toBe('a;b;');
});

test.each([
  ['an unknown variable', '{{ nmae }}'],
  ['an unknown filter', '{{ name | shout }}'],
  ['the filter that switches escaping off', '{{ name | raw }}'],
  ['an unclosed tag', '{% for one in list %}'],
  ['a constructor', '{{ name.constructor }}'],
  ['a prototype', '{{ nested.__proto__.polluted }}'],
  ['a method of the language', '{{ list.map }}'],
  ['another template', "{% render 'passwd' %}"],
  ['a file', "{% include '/etc/passwd' %}"],
  ['a layout', "{% layout '../server/package.json' %}"],
  ['the process', '{{ process.env.HOME }}'],
  ['a thousand million rounds', '{% for i in (1..1000000000) %}x{% endfor %}'],
  [
    'rounds within rounds',
    '{% for a in (1..3000) %}{% for b in (1..3000) %}{% for c in (1..3000) %}x{% endfor %}{% endfor %}{% endfor %}',
  ],
  [
    'a text that doubles itself',
    `{% assign t = name %}${'{% assign t = t | append: t %}'.repeat(40)}`,
  ],
  ['a text longer than any letter', 'x'.repeat(60_001)],
])('%s is refused', (_what, template) => {
  const begun = process.cpuUsage();
  expect(() => renderLiquid(template, VARIABLES, 'html')).toThrow(TemplateError);
  expect(process.cpuUsage(begun).user).toBeLessThan(2_000_000);
});

test('what a template sets is gone with it', () => {
  renderLiquid('{% assign left_over = 1 %}', VARIABLES, 'text');
  expect(() => renderLiquid('{{ left_over }}', VARIABLES, 'text')).toThrow(TemplateError);
});

test('the variables stay as they were', () => {
  renderLiquid('{% assign nested = 2 %}{% increment name %}', structuredClone(VARIABLES), 'text');
  expect(VARIABLES.nested).toEqual({ own: 1 });
});
