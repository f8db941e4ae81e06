package org.waypost.accounts.routes;

class MemoryRouteStoreTest implements RouteStoreContract {
    private final MemoryRouteStore store = new MemoryRouteStore();

    @Override
    public RouteStore store() {
        return store;
    }
}
