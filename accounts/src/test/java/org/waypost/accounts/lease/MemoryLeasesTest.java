package org.waypost.accounts.lease;

import java.time.Clock;

class MemoryLeasesTest implements LeasesContract {
    private final MemoryLeases leases = new MemoryLeases(Clock.systemUTC());

    @Override
    public Leases leases() {
        return leases;
    }
}
