package org.waypost.accounts.leases;

import java.time.Clock;

class MemoryLeaseStoreTest implements LeaseStoreContract {
    private final LeaseStore leases = new MemoryLeaseStore(Clock.systemUTC());

    @Override
    public LeaseStore leases() {
        return leases;
    }
}
