package org.waypost.accounts.expiry;

class MemoryExpiryRunsTest implements ExpiryRunsContract {
    private final MemoryExpiryRuns runs = new MemoryExpiryRuns();

    @Override
    public ExpiryRuns runs() {
        return runs;
    }
}
