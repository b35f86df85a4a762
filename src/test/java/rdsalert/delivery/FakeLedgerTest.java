package rdsalert.delivery;

import rdsalert.testing.FakeLedger;

class FakeLedgerTest extends AlertLedgerContract {
  @Override
  protected AlertLedger ledger() {
    return new FakeLedger(RETENTION);
  }
}
