package org.waypost.accounts.secrets;

class MemorySecretStoreTest implements SecretStoreContract {
    private final SecretStore secrets = new MemorySecretStore();

    @Override
    public SecretStore secrets() {
        return secrets;
    }
}
