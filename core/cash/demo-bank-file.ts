import type { SettingDocument } from '../settings/setting.ts';

/** Bank files of the demo that wait to be dropped in; empty everywhere else. */
export type DemoBankFiles = {
  readonly files: readonly { readonly name: string; readonly text: string }[];
};

export const DEMO_BANK_FILES: SettingDocument<DemoBankFiles, never> = {
  name: 'cash.demo_bank_files',
  defaults: { files: [] },
  broken: () => undefined,
};
