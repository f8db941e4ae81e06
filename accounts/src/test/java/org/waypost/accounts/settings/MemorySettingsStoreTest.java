package org.waypost.accounts.settings;

class MemorySettingsStoreTest implements SettingsStoreContract {
    private final MemorySettingsStore store = new MemorySettingsStore();

    @Override
    public SettingsStore store() {
        return store;
    }
}
