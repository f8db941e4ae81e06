package org.waypost.server.folders;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import org.apache.james.mailbox.RightManager;
import org.apache.james.mailbox.store.StoreRightManager;

/** Puts {@link SharingRights} in the place of James' rights, whatever the storage. */
public final class SharingModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(SharingRights.class).in(Scopes.SINGLETON);
        bind(StoreRightManager.class).to(SharingRights.class);
        bind(RightManager.class).to(SharingRights.class);
    }
}
