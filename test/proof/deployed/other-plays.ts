import { contract as listAccounts } from '../../../functions/accounts/list-accounts.ts';
import { contract as listEntries } from '../../../functions/accounts/list-entries.ts';
import { contract as listHolds } from '../../../functions/accounts/list-holds.ts';
import { contract as readAccount } from '../../../functions/accounts/read-account.ts';
import { contract as createAddress } from '../../../functions/addresses/create-address.ts';
import { contract as deleteAddress } from '../../../functions/addresses/delete-address.ts';
import { contract as listAddresses } from '../../../functions/addresses/list-addresses.ts';
import { contract as giveConsent } from '../../../functions/consents/give-consent.ts';
import { contract as listConsents } from '../../../functions/consents/list-consents.ts';
import { contract as revokeConsent } from '../../../functions/consents/revoke-consent.ts';
import { contract as listDevices } from '../../../functions/identity/list-devices.ts';
import { contract as listFactors } from '../../../functions/identity/list-factors.ts';
import { contract as listSessions } from '../../../functions/identity/list-sessions.ts';
import { contract as listOrders } from '../../../functions/orders/list-orders.ts';
import { contract as buyVoucher } from '../../../functions/partner-coffee/buy-voucher.ts';
import { contract as previewTransfer } from '../../../functions/transfers/preview-transfer.ts';
import { contract as readTransfer } from '../../../functions/transfers/read-transfer.ts';
import { contract as resendCode } from '../../../functions/transfers/resend-code.ts';
import { contract as cancelTransfer } from '../../../functions/transfers/cancel-transfer.ts';
import type { Contract, Input } from '../../../shared/contract/contract.ts';
import { commit } from '../../../shared/data/commit.ts';
import { transferEntity } from '../../../shared/data/transfer.entity.ts';
import { sf } from '../../../shared/domain/partners/sf.ts';
import { type Cast, type Person, wishOf } from './cast.ts';
import { insist } from './insist.ts';
import type { Play } from './play.ts';

/** Every request of a person shows the token of the session, so the next run for it is the one that is meant. */
const tokenOf = ({ accessToken = '' }: Person): string => accessToken;

/** The payer asks for something, again and again until there is an answer. */
const asked = <C extends Contract>(contract: C, when: string, request: (cast: Cast) => Input<C>): Play => ({
  operation: contract.name,
  when,
  perform: async (cast, aim) => {
    aim(tokenOf(cast.payer));
    await insist(cast.payer, contract, request(cast));
  },
});

const nothing = () => ({});
const ofPayer = ({ payer }: Cast) => ({ accountId: payer.accountId });
const somewhere = { name: '王小明', phone: '13800000001', address: '黑龙江省哈尔滨市道里区中央大街1号' };
const consent = { partner: 'sf', fields: [...sf.personal] };

/** The pause between two codes of one transfer. */
const codePauseMs = 60_000n;

/** What a customer does beside moving money. */
export const otherPlays: readonly Play[] = [
  {
    operation: 'authorize',
    when: 'a customer calls',
    perform: async ({ payer }, aim) => {
      aim(tokenOf(payer));
      await insist(payer, listAccounts, {});
    },
  },
  asked(buyVoucher, 'paid from an account', ofPayer),
  asked(previewTransfer, 'to a known payee', ({ payer, friend }) => wishOf(payer, friend, 1n)),
  asked(createAddress, 'a new one', () => somewhere),
  asked(giveConsent, 'for SF', () => consent),
  {
    operation: 'readTransfer',
    when: 'one that waits',
    perform: async (cast, aim) => {
      const { ids } = await cast.orders();
      aim(tokenOf(cast.spender));
      await insist(cast.spender, readTransfer, ids);
      await insist(cast.spender, cancelTransfer, ids);
    },
  },
  {
    operation: 'resendCode',
    when: 'a second code',
    perform: async (cast, aim) => {
      const order = await cast.orders();
      await cast.codeFor(cast.spender, order);
      const id = { accountId: order.ids.accountId, entryId: order.ids.transferId };
      const { codeSentAt = 0n } = (await transferEntity.read(id, 'consistent'))!;
      await commit(transferEntity.update(id, { set: { codeSentAt: codeSentAt - codePauseMs } }, []));
      aim(tokenOf(cast.spender));
      // Tried again after an answer that was lost it says that the code was sent a moment ago: that is true.
      await insist(cast.spender, resendCode, order.ids).catch(unless('CODE_TOO_SOON'));
      await insist(cast.spender, cancelTransfer, order.ids);
    },
  },
  {
    operation: 'revokeConsent',
    when: 'one that was given',
    perform: async ({ payer }, aim) => {
      await insist(payer, giveConsent, consent);
      aim(tokenOf(payer));
      await insist(payer, revokeConsent, { partner: 'sf' }).catch(unless('CONSENT_NOT_FOUND'));
    },
  },
  {
    operation: 'deleteAddress',
    when: 'one of his own',
    perform: async ({ payer }, aim) => {
      const { addressId } = await insist(payer, createAddress, somewhere);
      aim(tokenOf(payer));
      await insist(payer, deleteAddress, { addressId }).catch(unless('ADDRESS_NOT_FOUND'));
    },
  },
  asked(listAccounts, 'all', nothing),
  asked(readAccount, 'one', ofPayer),
  asked(listEntries, 'a page', ofPayer),
  asked(listHolds, 'none', ofPayer),
  asked(listAddresses, 'all', nothing),
  asked(listConsents, 'all', nothing),
  asked(listDevices, 'one', nothing),
  asked(listFactors, 'all', nothing),
  asked(listSessions, 'one', nothing),
  asked(listOrders, 'a page', nothing),
];

/** What is gone already is gone by the first try, of which nobody heard. */
const unless =
  (code: string) =>
  (error: unknown): void => {
    if ((error as { problem?: { code?: string } }).problem?.code !== code) throw error;
  };
