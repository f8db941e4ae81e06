package org.waypost.server.configuration.pipeline;

import java.lang.reflect.Field;
import java.util.Optional;
import java.util.Set;
import org.waypost.steps.LastStep;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/** What may be said to a mailet or a matcher: by its own constants for those of Waypost, by a table for those of James. */
final class StepParameters {
    private static final String OWN = "org.waypost.";

    /** Mailets of James after which nothing of a mail is left in the processor. */
    private static final Set<String> JAMES_LAST =
            Set.of("ToProcessor", "ToRepository", "Null", "RemoteDelivery", "LocalDelivery");

    private final StepClasses classes;

    StepParameters(StepClasses classes) {
        this.classes = classes;
    }

    /**
     * What a mailet takes.
     *
     * @param declared its parameters
     * @param more     the form of names that it takes besides, as a regular expression; empty when there are none
     */
    record Takes(Parameters declared, String more) {}

    /** The parameters of a mailet; empty when they are not known. */
    Optional<Takes> of(String mailet) {
        if (!mailet.startsWith(OWN)) {
            return StockSteps.mailet(mailet.substring(mailet.lastIndexOf('.') + 1));
        }
        return Optional.of(
                new Takes(constant(mailet, "PARAMETERS", Parameters.class).orElseGet(Parameters::of), ""));
    }

    /**
     * What a matcher takes behind the equals sign.
     *
     * @param condition what is said there; empty when nothing may be
     */
    record Condition(Optional<Parameter<?>> condition) {}

    /** The condition of a matcher; empty when it is not known whether it has one. */
    Optional<Condition> condition(String matcher) {
        if (!matcher.startsWith(OWN)) {
            return StockSteps.matcher(matcher.substring(matcher.lastIndexOf('.') + 1));
        }
        return Optional.of(
                new Condition(constant(matcher, "CONDITION", Parameter.class).map(found -> found)));
    }

    /** Whether nothing of a mail is left in the processor after this mailet. */
    boolean last(String mailet) {
        return mailet.startsWith(OWN)
                ? classes.load(mailet).isAnnotationPresent(LastStep.class)
                : JAMES_LAST.contains(mailet.substring(mailet.lastIndexOf('.') + 1));
    }

    private <T> Optional<T> constant(String className, String name, Class<T> type) {
        Class<?> owner = classes.load(className);
        try {
            Field field = owner.getField(name);
            return Optional.of(type.cast(field.get(null)));
        } catch (NoSuchFieldException e) {
            return Optional.empty();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(className + "." + name + " must be public", e);
        }
    }
}
