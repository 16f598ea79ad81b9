import { readSession } from '@goodterms/api/settings/session.ts';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { asking } from './asking.ts';
import { Declined } from './call.ts';
import { paths, readSearch, SETTINGS_PARTS } from './paths.ts';
import { Frame } from './shell/frame.tsx';
import { NotHere, WentWrong } from './shell/went-wrong.tsx';

const ONE_MINUTE_MS = 60_000;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => void leaveWhenSignedOut(error) }),
  mutationCache: new MutationCache({ onError: (error) => void leaveWhenSignedOut(error) }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchInterval: ONE_MINUTE_MS,
      retry: (failures, error) => failures < 2 && !(error instanceof Declined && error.status > 0),
    },
    mutations: { retry: false },
  },
});

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: WentWrong,
  notFoundComponent: NotHere,
});

/** Everything behind the door: who is signed in is known before anything is shown. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(asking(readSession, {}));
    } catch (error) {
      if (!(error instanceof Declined) || error.status !== 401) throw error;
      const next = location.href === paths.today ? {} : { next: location.href };
      throw redirect({ to: paths.signIn, search: next });
    }
  },
});

const today = createRoute({
  getParentRoute: () => frame,
  path: paths.today,
  validateSearch: readSearch.today,
  component: lazyRouteComponent(() => import('./collections/today-page.tsx'), 'TodayPage'),
});
const customers = createRoute({
  getParentRoute: () => frame,
  path: paths.customers,
  validateSearch: readSearch.customers,
  component: lazyRouteComponent(() => import('./customers/customers-page.tsx'), 'CustomersPage'),
});
const customer = createRoute({
  getParentRoute: () => frame,
  path: paths.customer,
  validateSearch: readSearch.customer,
  component: lazyRouteComponent(() => import('./collections/customer-page.tsx'), 'CustomerPage'),
});
const cash = createRoute({
  getParentRoute: () => frame,
  path: paths.cash,
  validateSearch: readSearch.cash,
  component: lazyRouteComponent(() => import('./cash/cash-page.tsx'), 'CashPage'),
});
const cashRates = createRoute({
  getParentRoute: () => frame,
  path: paths.cashRates,
  validateSearch: readSearch.rates,
  component: lazyRouteComponent(() => import('./cash/match-rates-page.tsx'), 'MatchRatesPage'),
});
const messages = createRoute({
  getParentRoute: () => frame,
  path: paths.messages,
  validateSearch: readSearch.messages,
  component: lazyRouteComponent(() => import('./collections/messages-page.tsx'), 'MessagesPage'),
});
const imports = createRoute({
  getParentRoute: () => frame,
  path: paths.imports,
  validateSearch: readSearch.imports,
  component: lazyRouteComponent(() => import('./ledger/imports-page.tsx'), 'ImportsPage'),
});
const settingsHome = createRoute({
  getParentRoute: () => frame,
  path: paths.settingsHome,
  beforeLoad: () => {
    throw redirect({ to: paths.settings, params: { part: 'company' } });
  },
});
const settings = createRoute({
  getParentRoute: () => frame,
  path: paths.settings,
  beforeLoad: ({ params }) => {
    if (params.part === 'imports') throw redirect({ to: paths.imports });
    if (!(SETTINGS_PARTS as readonly string[]).includes(params.part)) {
      throw redirect({ to: paths.settings, params: { part: 'company' } });
    }
  },
  component: lazyRouteComponent(() => import('./shell/settings-page.tsx'), 'SettingsPage'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: paths.signIn,
  validateSearch: readSearch.signIn,
  component: lazyRouteComponent(() => import('./settings/sign-in-page.tsx'), 'SignInPage'),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: paths.setUp,
  component: lazyRouteComponent(() => import('./settings/set-up-page.tsx'), 'SetUpPage'),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: paths.invitation,
  component: lazyRouteComponent(() => import('./settings/invitation-page.tsx'), 'InvitationPage'),
});

const tree = root.addChildren([
  frame.addChildren([
    today,
    customers,
    customer,
    cash,
    cashRates,
    messages,
    imports,
    settingsHome,
    settings,
  ]),
  signIn,
  setUp,
  invitation,
]);

export const router = createRouter({
  routeTree: tree,
  context: { queryClient },
  defaultPreload: 'intent',
  // Addresses are plain words, readable and safe to send: ?customer=17&task=promise
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const words = new URLSearchParams(
      Object.entries(search).flatMap(([name, value]) =>
        typeof value === 'string' && value !== '' ? [[name, value]] : [],
      ),
    );
    return words.size > 0 ? `?${words}` : '';
  },
});

declare module '@tanstack/react-router' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- widens the router's own
  interface Register {
    router: typeof router;
  }
}

/** A session that ended while the page was open leads back to the door, and then to here again. */
async function leaveWhenSignedOut(error: unknown): Promise<void> {
  if (!(error instanceof Declined) || error.type !== 'sign_in_first') return;
  const { location } = router.state;
  if (location.pathname === paths.signIn) return;
  queryClient.clear();
  await router.navigate({ to: paths.signIn, search: { next: location.href } });
}
