import { bankLineRoutes } from './cash/bank-line.routes.ts';
import { demoBankFileRoutes } from './cash/demo-bank-file.routes.ts';
import { matchingRoutes } from './cash/matching.routes.ts';
import { remittanceAdviceRoutes } from './cash/remittance-advice.routes.ts';
import { shortPaymentRoutes } from './cash/short-payment.routes.ts';
import { statementRoutes } from './cash/statement.routes.ts';
import { customerPageRoutes } from './collections/customer-page.routes.ts';
import { holdRoutes } from './collections/dunning-hold.routes.ts';
import { explainRoutes } from './collections/explain.routes.ts';
import { OUTGOING_RULES } from './collections/outgoing-rules.actions.ts';
import { promiseRoutes } from './collections/promise-to-pay.routes.ts';
import { strategyRoutes } from './collections/strategy.routes.ts';
import { timelineRoutes } from './collections/timeline.routes.ts';
import { worklistRoutes } from './collections/worklist.routes.ts';
import { customerRoutes } from './customers/customer.routes.ts';
import { customerListRoutes } from './ledger/customer-list.routes.ts';
import { importHistoryRoutes } from './ledger/import-history.routes.ts';
import { ledgerImportRoutes } from './ledger/ledger-import.routes.ts';
import { ledgerRoutes } from './ledger/ledger.routes.ts';
import { disputeRoutes } from './disputes/dispute.routes.ts';
import { messageRoutes } from './messaging/message.routes.ts';
import { senderRoutes } from './messaging/sender.routes.ts';
import { templateRoutes } from './messaging/template.routes.ts';
import type { Answer, AnswerAtTheDoor } from './platform/door.ts';
import type { Sessions } from './platform/http/sessions.ts';
import type { Seal } from './platform/seal.ts';
import { memberRoutes } from './settings/member.routes.ts';
import { sessionRoutes, type SendingState } from './settings/session.routes.ts';
import { settingRoutes } from './settings/setting.routes.ts';
import type { Context } from './platform/context.ts';

export type AnswerOptions = {
  readonly sessions: Sessions;
  readonly publicUrl: string;
  readonly sendingState: (ctx: Context) => Promise<SendingState>;
  readonly seal: Seal;
};

/** Every endpoint of the house with the function that answers it, room by room. */
export function allAnswers(options: AnswerOptions): readonly (Answer | AnswerAtTheDoor)[] {
  return [
    ...sessionRoutes(options.sessions, options.sendingState),
    ...memberRoutes(options.publicUrl),
    ...settingRoutes(),
    ...customerRoutes(),
    ...messageRoutes(OUTGOING_RULES),
    ...senderRoutes(options.seal),
    ...templateRoutes(),
    ...customerListRoutes(),
    ...ledgerRoutes(),
    ...ledgerImportRoutes(),
    ...importHistoryRoutes(),
    ...statementRoutes(),
    ...bankLineRoutes(),
    ...matchingRoutes(),
    ...remittanceAdviceRoutes(),
    ...shortPaymentRoutes(),
    ...demoBankFileRoutes(),
    ...disputeRoutes(),
    ...promiseRoutes(),
    ...holdRoutes(),
    ...worklistRoutes(),
    ...explainRoutes(),
    ...strategyRoutes(),
    ...customerPageRoutes(),
    ...timelineRoutes(),
  ];
}
