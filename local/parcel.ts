/** Where the parcels of the demo, the tests and the measurements come from. */
export const home = { name: '王小明', phone: '13800000001', address: '黑龙江省哈尔滨市道里区中央大街1号' };

/** A book of 800 grams that goes to where it comes from: SF's simulator takes 12 CNY for it. */
export const parcelOf = (accountId: string, addressId: string) => ({
  accountId,
  senderAddressId: addressId,
  recipientAddressId: addressId,
  goods: '书',
  weightGrams: 800,
});
