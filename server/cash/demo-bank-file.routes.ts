import { listDemoBankFiles } from '@goodterms/api/cash/demo-bank-file.ts';
import { DEMO_BANK_FILES } from '@goodterms/core/cash/demo-bank-file.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { readSetting } from '../settings/setting.queries.ts';

export function demoBankFileRoutes() {
  return [
    answer(listDemoBankFiles, async (ctx) => {
      const { value } = await readSetting(ctx, DEMO_BANK_FILES);
      return accept({ files: [...value.files] });
    }),
  ];
}
