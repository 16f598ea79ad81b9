import { chromium } from 'playwright-core';
const base = process.argv[2] ?? 'http://127.0.0.1:3111';
const only = process.argv[3];
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
const run = async (w, h, scheme, tag) => {
  const ctx = await b.newContext({ viewport: { width: w, height: h }, colorScheme: scheme });
  const p = await ctx.newPage();
  p.on('console', m => { if (m.type() === 'error') console.log(tag, 'console:', m.text().slice(0, 200)); });
  p.on('pageerror', e => console.log(tag, 'pageerror:', String(e).slice(0, 300)));
  p.on('response', r => { if (r.status() >= 400) console.log(tag, r.status(), r.url()); });
  await p.goto(base); await p.waitForTimeout(900);
  if (tag === 'w1440') await p.screenshot({ path: '/tmp/shots/signin.png' });
  const demo = p.getByRole('button', { name: /demo/i }); await demo.first().click(); await p.waitForTimeout(1500);
  for (const [name, path] of [['today','/'],['customers','/customers'],['cash','/cash'],['messages','/messages'],['settings','/settings']]) {
    if (only && !only.split(',').includes(name)) continue;
    if (name !== 'today') { await p.goto(base + path); }
    await p.waitForTimeout(1400);
    await p.screenshot({ path: `/tmp/shots/${name}-${tag}.png` });
  }
  if (!only || only.includes('customer')) { await p.goto(base + '/'); await p.waitForTimeout(1000); await p.keyboard.press('Enter'); await p.waitForTimeout(1800); await p.screenshot({ path: `/tmp/shots/customer-${tag}.png` }); console.log(p.url()); }
  await ctx.close();
};
await run(1440, 900, 'light', 'w1440');
await run(1440, 900, 'dark', 'dark');
if (!only) await run(390, 844, 'light', 'w390');
await b.close();
