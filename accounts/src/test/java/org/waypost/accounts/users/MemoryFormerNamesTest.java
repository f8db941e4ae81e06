package org.waypost.accounts.users;

class MemoryFormerNamesTest implements FormerNamesContract {
    private final MemoryFormerNames names = new MemoryFormerNames();

    @Override
    public FormerNames names() {
        return names;
    }
}
