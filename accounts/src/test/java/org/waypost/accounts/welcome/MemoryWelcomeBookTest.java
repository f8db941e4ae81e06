package org.waypost.accounts.welcome;

class MemoryWelcomeBookTest implements WelcomeBookContract {
    private final MemoryWelcomeBook book = new MemoryWelcomeBook();

    @Override
    public WelcomeBook book() {
        return book;
    }
}
