import {
  changeTemplate,
  listTemplates,
  previewTemplate,
} from '@goodterms/api/messaging/messages.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { TextArea, TextField } from '@goodterms/ui/field.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { asking, useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { languageName } from '../customers/contact-hours.ts';
import { Loaded } from '../loaded.tsx';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import { Findings } from './findings.tsx';
import { useRowKeys } from './message-list.tsx';
import styles from './messages.module.css';

type Answer = ReplyOf<typeof listTemplates>;
type Template = Answer['templates'][number];

const keyOf = ({ name, language }: Template) => `${name}.${language}`;

/** The words in which we write, each with what the check says about it. */
export function Templates({
  current,
  onOpen,
}: {
  readonly current: string | undefined;
  readonly onOpen: (template: string | undefined) => void;
}) {
  const list = useQuery(asking(listTemplates, {}));
  const templates = list.data?.templates ?? [];
  const shown = templates.find((one) => keyOf(one) === current);
  useRowKeys({ ids: templates.map(keyOf), current, onOpen });
  return (
    <div className={styles.columns}>
      <section className={styles.list} aria-label="Templates">
        <Loaded query={list} rows={8}>
          {(answer) =>
            answer.templates.length === 0 ? (
              <EmptyState title="No templates">
                Templates come with the company. Without one nothing can be written.
              </EmptyState>
            ) : (
              <ul>
                {answer.templates.map((one) => (
                  <li
                    key={keyOf(one)}
                    className={styles.row}
                    aria-current={one === shown || undefined}
                  >
                    <button
                      type="button"
                      id={`mail-${keyOf(one)}`}
                      className={styles.open}
                      onClick={() => onOpen(keyOf(one))}
                    >
                      {one.name.replaceAll(/[_-]/g, ' ')}, {languageName(one.language)}
                    </button>
                    <span className={styles.why}>{one.subject}</span>
                    <span className={styles.when}>
                      {one.findings.length === 0 ? (
                        <StateWord state="paid">checked</StateWord>
                      ) : (
                        <StateWord state="ours">{one.findings.length} found</StateWord>
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {shown && list.data && (
        <aside className={styles.detail} aria-label="The template">
          <Editor
            key={keyOf(shown) + shown.version}
            template={shown}
            variables={list.data.variables}
            onClose={() => onOpen(undefined)}
          />
        </aside>
      )}
    </div>
  );
}

function Editor({
  template,
  variables,
  onClose,
}: {
  readonly template: Template;
  readonly variables: Answer['variables'];
  readonly onClose: () => void;
}) {
  const { name, language, version } = template;
  const [draft, setDraft] = useState({
    subject: template.subject,
    bodyText: template.bodyText,
    bodyHtml: template.bodyHtml,
  });
  const save = useWrite(changeTemplate);
  const preview = useWrite(previewTemplate);
  const mayNot = useWhyNot('messaging.approve');
  const isSame = (Object.keys(draft) as (keyof typeof draft)[]).every(
    (part) => draft[part] === template[part],
  );
  const write = (part: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ params: { name, language }, body: draft });
  };
  return (
    <Panel title={`${name.replaceAll(/[_-]/g, ' ')}, ${languageName(language)}`} onClose={onClose}>
      <p className={styles.soft}>
        Version {version},{' '}
        {template.changedAt === null ? (
          'as it came'
        ) : (
          <>
            changed <MomentText at={template.changedAt} />
          </>
        )}
      </p>
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label="Subject"
          required
          maxLength={200}
          value={draft.subject}
          onChange={(event) => write({ subject: event.target.value })}
        />
        <TextArea
          label="Text"
          required
          rows={14}
          maxLength={20_000}
          value={draft.bodyText}
          onChange={(event) => write({ bodyText: event.target.value })}
        />
        <TextArea
          label="The same as HTML"
          required
          rows={6}
          maxLength={40_000}
          value={draft.bodyHtml}
          onChange={(event) => write({ bodyHtml: event.target.value })}
        />
        <Findings of={preview.data?.findings ?? template.findings} />
        <Problem of={save.error ?? preview.error} />
        <div className={styles.actions}>
          <Button
            busy={preview.isPending}
            onClick={() => preview.mutate({ body: { language, ...draft } })}
          >
            Show with an invented customer
          </Button>
          <Button
            type="submit"
            look="main"
            busy={save.isPending}
            whyNot={mayNot ?? (isSame ? 'Nothing has changed.' : undefined)}
          >
            Keep as version {version + 1}
          </Button>
        </div>
      </form>
      {preview.data && (
        <article className={styles.letter}>
          <h3>{preview.data.subject}</h3>
          <pre className={styles.text}>{preview.data.bodyText}</pre>
        </article>
      )}
      <details>
        <summary>What can be filled in</summary>
        <dl className={styles.variables}>
          {variables.map(({ name: variable, means }) => (
            <div key={variable}>
              <dt>{`{{ ${variable} }}`}</dt>
              <dd>{means}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Panel>
  );
}
