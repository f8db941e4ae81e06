package org.waypost.server.welcome;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import com.google.inject.spi.DefaultBindingTargetVisitor;
import com.google.inject.spi.DefaultElementVisitor;
import com.google.inject.spi.Elements;
import com.google.inject.spi.LinkedKeyBinding;
import com.google.inject.util.Modules;
import java.util.Objects;
import org.apache.james.events.EventListener;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.welcome.WelcomeBelongings;
import org.waypost.server.accounts.AccountsModule;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.server.users.Stored;

/** Welcomes, and what notices new accounts. */
public final class WelcomeModule extends AbstractModule {
    @Override
    protected void configure() {
        AccountsModule.section(binder(), WelcomeSettings.SECTION);
        Multibinder.newSetBinder(binder(), Belongings.class).addBinding().to(WelcomeBelongings.class);
        Multibinder.newSetBinder(binder(), EventListener.ReactiveGroupEventListener.class)
                .addBinding()
                .to(FirstSight.class);
        ManagedBeans.show(binder(), "welcome", WelcomesMBean.class, Welcomes.class);
    }

    @ProvidesIntoSet
    InitializationOperation look(WelcomeSweep sweep) {
        return InitilizationOperationBuilder.forClass(WelcomeSweep.class).init(sweep::start);
    }

    /**
     * The same storage, with {@link WelcomedUsers} before the users that it binds; whether these are in Cassandra, a directory or
     * memory is not asked.
     */
    public static Module watching(Module storage) {
        Key<? extends UsersRepository> stored = stored(storage);
        return Modules.override(storage).with(binder -> {
            binder.bind(UsersRepository.class).annotatedWith(Stored.class).to(stored);
            binder.bind(UsersRepository.class).to(WelcomedUsers.class);
        });
    }

    private static Key<? extends UsersRepository> stored(Module storage) {
        return Elements.getElements(storage).stream()
                .map(element -> element.acceptVisitor(new LinkOfUsers()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the storage binds no users"));
    }

    /** Finds to what the users are bound. */
    private static final class LinkOfUsers extends DefaultElementVisitor<Key<? extends UsersRepository>> {
        @Override
        @SuppressWarnings("unchecked")
        public <T> Key<? extends UsersRepository> visit(com.google.inject.Binding<T> binding) {
            if (!binding.getKey().equals(Key.get(UsersRepository.class))) {
                return null;
            }
            return binding.acceptTargetVisitor(new DefaultBindingTargetVisitor<T, Key<? extends UsersRepository>>() {
                @Override
                public Key<? extends UsersRepository> visit(LinkedKeyBinding<? extends T> linked) {
                    return (Key<? extends UsersRepository>) linked.getLinkedKey();
                }
            });
        }
    }
}
