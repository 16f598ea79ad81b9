/**
 * What was measured before shipping, on six generated worlds of 8,000 bank lines each, none of which
 * tests are run on: amount/doubts/source/payer, then for each strength how many lines were right of
 * how many. Tiers that were met less than six times are left out.
 */
export const SHIPPED = `
discount/-/quoted/named full 13/13 digits 2/2 tail 1/1
discount/-/quoted/twice full 52/52 repaired 2/2 counter 2/2 mistyped 1/1
discount_late/-/quoted/known full 41/41 digits 3/3 counter 3/3 repaired 2/2 cut 2/2 tail 1/1 mistyped 1/1
discount_late/-/quoted/named full 335/335 digits 36/36 counter 24/24 shorthand 19/19 repaired 19/19 mistyped 17/17 tail 6/6 cut 3/3
discount_late/-/quoted/other full 8/8 digits 1/1 shorthand 1/1 repaired 1/1
discount_late/-/quoted/similar full 8/8 repaired 1/1
discount_late/-/quoted/twice full 1087/1087 digits 100/100 counter 97/97 shorthand 80/80 repaired 65/65 mistyped 36/36 cut 19/19 tail 16/16
discount_late/-/quoted/unknown full 39/39 digits 5/5 counter 4/4 shorthand 3/3 mistyped 1/1 cut 1/1
discount_late/c/single/twice none 9/10
discount_late/g/quoted/twice full 6/6 digits 1/1 shorthand 1/1 mistyped 1/1
discount_late/t/quoted/known full 10/10 tail 1/1
discount_late/t/quoted/named full 43/43 counter 8/8 shorthand 5/5 tail 3/3 digits 3/3 repaired 2/2 mistyped 1/1 cut 1/1
discount_late/t/quoted/twice full 138/138 digits 22/22 counter 11/11 repaired 8/8 shorthand 6/6 cut 4/4 mistyped 2/2 tail 2/2
discount_late/t/quoted/unknown full 5/5 shorthand 2/2
discount_late/u/single/twice none 19/19
exact/-/amount/named none 46/46
exact/-/amount/other none 22/30
exact/-/amount/unknown none 90/94
exact/-/quoted/group full 177/177 counter 16/16 shorthand 16/16 repaired 13/13 digits 9/9 mistyped 7/7 tail 5/5 cut 5/5 structured 2/2
exact/-/quoted/known full 544/544 structured 160/160 digits 36/36 repaired 35/35 counter 32/32 shorthand 24/24 mistyped 23/23 cut 13/13 tail 10/10 order 3/3
exact/-/quoted/named full 2974/2974 structured 1063/1063 digits 260/260 counter 187/187 repaired 153/153 shorthand 82/82 mistyped 63/63 tail 62/62 cut 52/52 order 23/23
exact/-/quoted/other full 146/146 structured 46/46 digits 25/25 shorthand 11/11 repaired 10/10 tail 5/5 mistyped 3/3
exact/-/quoted/similar full 74/74 structured 32/32 digits 8/8 shorthand 5/5 repaired 2/2 counter 2/2 mistyped 2/2 tail 2/2 order 1/1
exact/-/quoted/twice full 10523/10523 structured 3416/3416 digits 821/821 counter 725/725 repaired 552/552 shorthand 341/341 mistyped 266/266 tail 196/196 cut 162/162 order 78/78
exact/-/quoted/unknown full 450/450 structured 171/171 digits 43/43 counter 28/28 repaired 16/16 shorthand 13/13 mistyped 6/6 cut 4/4 tail 3/3
exact/-/quoted_credit/twice full 9/9
exact/-/quoted_more/named order 6/6 shorthand 1/1 full 1/1
exact/-/quoted_more/twice order 12/12 full 6/7 shorthand 1/1
exact/-/single/known none 113/114
exact/-/single/named none 695/696
exact/-/single/similar none 16/16
exact/-/single/twice none 3093/3095
exact/-/statement/known none 17/17
exact/-/statement/named none 127/127
exact/-/statement/twice none 467/467
exact/-/subset/known none 10/10
exact/-/subset/named none 14/14
exact/-/subset/twice none 211/212
exact/a/amount/other none 0/11
exact/a/amount/unknown none 3/20
exact/a/single/named none 3/8
exact/a/single/twice none 18/91
exact/a/statement/named none 13/13
exact/a/statement/twice none 61/64
exact/a/subset/twice none 3/8
exact/ac/amount/other none 0/15
exact/ac/single/twice none 3/11
exact/aco/amount/unknown none 0/9
exact/acr/amount/other none 0/12
exact/acty/quoted_more/twice full 0/4 repaired 0/1 digits 0/1
exact/acy/quoted_more/twice full 3/10 counter 3/4 digits 1/2 shorthand 0/1 repaired 1/1 mistyped 0/1
exact/ao/amount/unknown none 0/53
exact/aou/amount/unknown none 0/6
exact/aoy/quoted_more/unknown counter 0/6 full 0/2
exact/ar/single/twice none 3/23
exact/auy/quoted_more/twice full 5/13 digits 0/1 shorthand 0/1 counter 1/1
exact/c/amount/other none 1/9
exact/c/quoted/twice full 7/7 order 7/7 counter 6/6 structured 1/1
exact/c/quoted_more/named full 7/7 repaired 1/1 counter 1/1
exact/c/quoted_more/twice full 26/26 digits 6/6 counter 5/5 repaired 2/2
exact/c/single/known none 7/7
exact/c/single/named none 30/30
exact/c/single/twice none 123/124
exact/co/amount/unknown none 0/22
exact/cr/amount/other none 0/9
exact/ct/quoted_more/twice full 6/6
exact/ct/single/named none 8/8
exact/ct/single/twice none 31/31
exact/cux/quoted_more/twice full 4/4 counter 2/2
exact/cx/quoted_more/twice full 6/6 repaired 4/4 shorthand 1/1
exact/iu/single/twice none 5/6
exact/o/amount/unknown none 0/191
exact/op/amount/unknown none 0/16
exact/ou/amount/unknown none 0/7
exact/p/amount/other none 0/15
exact/s/quoted/group full 6/6 shorthand 1/1 mistyped 1/1
exact/s/quoted/named full 9/9 digits 2/2 shorthand 1/1 mistyped 1/1
exact/s/quoted/other full 142/142 digits 20/20 repaired 18/18 counter 16/16 shorthand 10/10 mistyped 8/8 tail 3/3 cut 2/2
exact/s/quoted/unknown full 26/26 digits 4/4 shorthand 2/2 repaired 2/2 tail 1/1 counter 1/1
exact/st/quoted/other full 16/16 digits 2/2 counter 2/2 repaired 2/2 shorthand 1/1
exact/t/quoted/group full 24/24 counter 7/7 repaired 2/2 tail 1/1 digits 1/1 shorthand 1/1 cut 1/1 mistyped 1/1
exact/t/quoted/known full 49/49 counter 11/11 repaired 6/6 structured 5/5 digits 4/4 shorthand 3/3 tail 1/1 mistyped 1/1
exact/t/quoted/named full 425/425 structured 71/71 counter 41/41 digits 36/36 repaired 19/19 mistyped 18/18 shorthand 13/13 tail 9/9 cut 3/3
exact/t/quoted/other full 14/14 structured 4/4 tail 2/2 repaired 2/2 shorthand 2/2 digits 1/1
exact/t/quoted/similar full 14/14 structured 2/2 tail 1/1 counter 1/1
exact/t/quoted/twice full 1240/1240 structured 188/188 counter 144/144 digits 87/87 repaired 72/72 shorthand 47/47 mistyped 27/27 tail 20/20 cut 8/8 order 3/3
exact/t/quoted/unknown full 70/70 structured 10/10 digits 4/4 counter 3/3 tail 2/2 repaired 1/1 mistyped 1/1
exact/t/quoted_more/twice full 11/11 counter 2/2
exact/tu/quoted_more/twice full 8/8
exact/tu/single/named none 12/12
exact/tu/single/twice none 37/37
exact/tx/quoted_more/twice full 22/22 counter 2/2
exact/ty/quoted_more/twice full 29/30 counter 2/2
exact/u/amount/named none 15/15
exact/u/amount/other none 5/8
exact/u/amount/unknown none 7/11
exact/u/quoted/twice full 10/10 order 2/2 mistyped 1/1 shorthand 1/1
exact/u/quoted_more/named full 7/7 repaired 1/1 counter 1/1
exact/u/quoted_more/twice full 21/21 repaired 3/3 digits 3/3 counter 1/1
exact/u/single/known none 6/6
exact/u/single/named none 60/60
exact/u/single/twice none 195/195
exact/u/statement/twice none 7/7
exact/u/subset/twice none 11/11
exact/ux/quoted_more/twice full 6/7 counter 5/5 repaired 2/2 digits 2/2
exact/uy/quoted_more/twice full 2/2 repaired 2/2 tail 1/1 counter 0/1
exact/x/quoted_more/twice cut 12/12 full 5/5 digits 2/2
exact/x/subset/twice none 33/34
exact/y/quoted_credit/twice full 6/6 counter 2/2 digits 1/1 shorthand 1/1 tail 1/1
exact/y/quoted_more/named full 7/7 cut 0/1
exact/y/quoted_more/twice full 28/29 digits 3/3 cut 1/3 counter 1/1 order 1/1
fee/-/quoted/named full 29/29 shorthand 5/5 digits 1/1 counter 1/1
fee/-/quoted/twice full 111/111 digits 10/10 repaired 7/7 shorthand 6/7 counter 6/6 tail 3/3 mistyped 2/2 cut 1/1
fee/t/quoted/named full 4/4 digits 1/1 repaired 1/1
fee/t/quoted/twice full 11/11 counter 2/2 shorthand 1/1 repaired 1/1 mistyped 1/1
half/-/quoted/known full 8/8
half/-/quoted/named full 47/47 digits 11/11 counter 2/2 repaired 2/2 order 1/1 tail 1/1
half/-/quoted/twice full 182/182 counter 17/17 repaired 13/13 digits 11/11 shorthand 8/8 tail 3/3 mistyped 3/3 cut 3/3
half/-/quoted/unknown full 5/5 repaired 1/1
half/g/quoted/named full 7/7 shorthand 1/1 digits 1/1 counter 1/1 mistyped 1/1
half/g/quoted/twice full 35/35 repaired 7/7 counter 6/6 digits 5/5 shorthand 4/4 cut 3/3 mistyped 2/2
half/gt/quoted/twice full 5/5 counter 3/3 digits 1/1 shorthand 1/1 repaired 1/1
half/t/quoted/named full 8/8 repaired 1/1 digits 1/1
half/t/quoted/twice full 23/23 counter 3/3 digits 2/2 tail 1/1 mistyped 1/1
over/-/payer/named none 0/6
over/-/payer/twice none 0/7
over/-/quoted/known full 10/12 cut 0/4 digits 0/1 tail 1/1 mistyped 1/1
over/-/quoted/named full 78/99 cut 2/15 digits 2/6 counter 2/4 mistyped 1/2 shorthand 0/2 tail 1/1
over/-/quoted/other full 0/8 mistyped 0/1 shorthand 0/1 digits 0/1
over/-/quoted/twice full 207/305 cut 2/50 digits 10/32 counter 11/18 shorthand 0/16 mistyped 2/14 repaired 7/8 order 0/4 tail 4/4
over/-/quoted/unknown full 6/15 digits 0/2 repaired 0/1 counter 0/1 shorthand 0/1 cut 0/1
over/c/payer/twice none 1/7
over/c/quoted/named full 0/7 counter 0/2 repaired 0/2 digits 0/1
over/c/quoted/twice full 0/36 counter 0/10 repaired 0/3 digits 0/2 cut 0/1 mistyped 0/1
over/cg/quoted/twice full 0/6 repaired 0/1
over/ciu/quoted/twice full 0/9
over/ct/quoted/twice full 0/11 counter 0/2 tail 0/1 repaired 0/1
over/cu/quoted/twice full 0/4 repaired 0/2 counter 0/2 order 0/1
over/g/quoted/twice full 5/5 digits 1/1 order 0/1
over/gu/quoted/twice full 0/4 tail 0/1 digits 0/1 counter 0/1 repaired 0/1
over/o/quoted/unknown full 0/39 counter 0/26 digits 0/1
over/p/payer/named none 0/19
over/p/payer/twice none 0/39
over/s/quoted/other full 0/11 repaired 0/6 digits 0/5 counter 0/2 shorthand 0/1
over/s/quoted/unknown counter 0/4 digits 0/2 full 0/1
over/t/quoted/known full 0/7
over/t/quoted/named full 9/48 counter 0/2 digits 1/1 mistyped 1/1
over/t/quoted/twice full 28/185 counter 3/17 tail 1/1 repaired 0/1
over/tu/quoted/twice full 0/12 counter 0/3
over/u/quoted/named full 0/15 counter 0/3 digits 0/1 repaired 0/1 cut 0/1
over/u/quoted/twice full 1/37 counter 0/12 repaired 0/7 shorthand 0/3 digits 0/3 mistyped 0/3 cut 0/2 tail 0/1
over/x/quoted/twice cut 0/13 mistyped 0/2 shorthand 0/1
rounding/-/quoted/known full 15/15 counter 2/2 tail 1/1 cut 1/1 digits 1/1
rounding/-/quoted/named full 72/72 repaired 10/10 shorthand 7/7 digits 4/4 counter 4/4 mistyped 2/2
rounding/-/quoted/twice full 283/283 digits 28/28 counter 27/27 repaired 16/16 shorthand 14/14 mistyped 7/7 tail 6/6 cut 4/4
rounding/-/quoted/unknown full 17/17 digits 2/2 mistyped 1/1
rounding/-/single/twice none 0/22
rounding/acr/single/twice none 0/7
rounding/aiu/single/twice none 0/12
rounding/c/single/twice none 2/13
rounding/t/quoted/named full 16/16 digits 2/2 repaired 1/1 counter 1/1
rounding/t/quoted/twice full 36/36 counter 5/5 shorthand 5/5 repaired 4/4 digits 3/3 mistyped 1/1 tail 1/1
rounding/u/single/twice none 3/6
short/-/other_currency/named full 10/10 repaired 2/2 digits 1/1
short/-/other_currency/other digits 0/17 full 0/4
short/-/other_currency/twice full 15/15 repaired 4/4 digits 1/1 mistyped 1/1 cut 1/1 counter 1/1 tail 1/1
short/-/payer/named none 11/20
short/-/payer/twice none 8/18
short/-/quoted/known full 16/16 repaired 2/2 digits 1/1 mistyped 1/1 counter 1/1 cut 1/1
short/-/quoted/named full 110/110 digits 16/16 counter 11/11 shorthand 10/10 repaired 7/7 mistyped 2/3 tail 2/2 cut 2/2 order 0/1
short/-/quoted/other full 6/7
short/-/quoted/twice full 375/377 counter 36/36 digits 34/34 repaired 25/25 shorthand 16/18 mistyped 13/16 cut 10/10 tail 3/3
short/-/quoted/unknown full 9/12 digits 4/4 counter 1/2 shorthand 2/2 repaired 1/1 tail 1/1
short/c/payer/twice none 0/12
short/cr/payer/twice none 0/6
short/g/quoted/named full 9/9 shorthand 5/5 digits 2/2 order 0/1
short/g/quoted/twice full 51/51 counter 14/15 shorthand 12/14 digits 11/12 mistyped 3/4 repaired 4/4 tail 3/3
short/gs/quoted/unknown counter 0/3 digits 0/2 full 0/1
short/gt/quoted/twice full 6/6 counter 2/2 digits 1/1
short/o/other_currency/unknown full 0/101 counter 0/52 digits 0/4
short/o/quoted/unknown counter 0/50 full 0/29 digits 0/1
short/p/payer/named none 0/31
short/p/payer/twice none 0/30
short/s/quoted/other full 0/12 digits 0/8 counter 0/5 repaired 0/1
short/st/quoted/other digits 0/4 full 0/3
short/t/quoted/named full 9/9 shorthand 2/2 repaired 1/1 counter 1/1 digits 1/1
short/t/quoted/twice full 47/47 digits 5/5 shorthand 4/5 repaired 3/3 counter 3/3 mistyped 2/2 tail 1/1
short/x/quoted/twice cut 0/3 mistyped 1/2 shorthand 0/1
stated_fee/-/quoted/known full 14/14 cut 1/1 shorthand 1/1
stated_fee/-/quoted/named full 106/106 digits 13/13 counter 6/6 repaired 6/6 shorthand 5/5 mistyped 3/3 tail 1/1
stated_fee/-/quoted/twice full 342/342 digits 35/35 counter 30/30 shorthand 23/23 repaired 21/21 tail 11/11 mistyped 8/8 cut 1/1
stated_fee/-/quoted/unknown full 13/13 shorthand 1/1
stated_short/-/quoted/known full 19/19 mistyped 3/3 digits 2/2 counter 1/1 repaired 1/1
stated_short/-/quoted/named full 80/80 counter 11/11 digits 6/6 shorthand 6/6 repaired 4/4 tail 4/4 mistyped 1/1
stated_short/-/quoted/twice full 273/273 counter 27/27 digits 23/23 repaired 21/21 mistyped 14/14 shorthand 10/10 tail 7/7 cut 2/2
stated_short/-/quoted/unknown full 10/10 counter 1/1 mistyped 1/1
stated_short/c/quoted/twice full 7/7 counter 1/1 digits 1/1
stated_short/g/quoted/named full 6/6 counter 2/2 digits 2/2 repaired 1/1
stated_short/g/quoted/twice full 26/26 digits 7/7 repaired 5/5 counter 5/5 shorthand 3/3 tail 2/2 mistyped 1/1 cut 1/1
stated_short/go/quoted/twice full 9/9 shorthand 2/2 mistyped 1/1 counter 1/1 digits 1/1
stated_short/o/quoted/named full 13/13 digits 1/1
stated_short/o/quoted/twice full 41/41 counter 8/8 repaired 6/6 digits 5/5 tail 2/2 shorthand 1/1
stated_short/u/quoted/twice full 7/7 digits 2/2
usual_fee/-/quoted/known full 17/17 mistyped 3/3 digits 2/2 counter 2/2 cut 1/1 shorthand 1/1
usual_fee/-/quoted/named full 127/127 repaired 13/13 digits 13/13 counter 8/8 shorthand 4/4 tail 4/4
usual_fee/-/quoted/similar full 5/5 digits 1/1
usual_fee/-/quoted/twice full 390/390 counter 37/37 digits 33/33 shorthand 23/23 repaired 19/19 mistyped 9/9 tail 8/8 cut 6/6
usual_fee/-/quoted/unknown full 9/9 digits 2/2 repaired 1/1 counter 1/1
usual_fee/t/quoted/named full 18/18 digits 2/2
usual_fee/t/quoted/twice full 55/55 counter 6/6 digits 2/2 mistyped 2/2 repaired 2/2 shorthand 2/2
`;
