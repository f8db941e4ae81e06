package org.waypost.server.external;

import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The health of one of the operator's own engines. */
public final class ExternalEngineHealth implements HealthCheck {
    private final ComponentName component;
    private final EngineProbe probe;

    /** @param title of the component, such as {@code OpenSearch} */
    public ExternalEngineHealth(String title, EngineProbe probe) {
        this.component = new ComponentName(title);
        this.probe = probe;
    }

    @Override
    public ComponentName componentName() {
        return component;
    }

    @Override
    public Mono<Result> check() {
        return Mono.fromCallable(() -> result(probe.ask())).subscribeOn(Schedulers.boundedElastic());
    }

    private Result result(EngineAnswer answer) {
        return switch (answer.state()) {
            case WELL -> Result.healthy(component);
            case IMPAIRED -> Result.degraded(component, answer.detail());
            case UNUSABLE -> Result.unhealthy(component, answer.detail());
        };
    }
}
