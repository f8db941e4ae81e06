package org.waypost.policy.quota;

class MemoryDomainUseStoreTest implements DomainUseStoreContract {
    private final DomainUseStore store = new MemoryDomainUseStore();

    @Override
    public DomainUseStore store() {
        return store;
    }
}
