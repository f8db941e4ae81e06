package org.waypost.server.folders;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import org.apache.james.webadmin.Routes;
import org.waypost.accounts.sharing.SharingSettings;
import org.waypost.server.accounts.AccountsModule;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.webadmin.folders.FoldersRoutes;

/** Folders of users: with whom they are shared, and the administrator's routes. */
public final class FoldersModule extends AbstractModule {
    @Override
    protected void configure() {
        AccountsModule.section(binder(), SharingSettings.SECTION);
        Multibinder.newSetBinder(binder(), Routes.class).addBinding().to(FoldersRoutes.class);
        ManagedBeans.show(binder(), "folders", FoldersMBean.class, FoldersInJmx.class);
    }
}
