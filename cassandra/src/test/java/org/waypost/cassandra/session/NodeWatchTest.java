package org.waypost.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NodeWatchTest {
    private final AtomicInteger returns = new AtomicInteger();
    private final NodeWatch watch = new NodeWatch();

    NodeWatchTest() {
        watch.whenBack(returns::incrementAndGet);
    }

    /** As the driver shows one that it has only just reached: without an id. */
    private static Node node(int port) {
        Map<String, Object> answers =
                Map.of("getEndPoint", new DefaultEndPoint(new InetSocketAddress("127.0.0.1", port)));
        return (Node) Proxy.newProxyInstance(
                Node.class.getClassLoader(),
                new Class<?>[] {Node.class},
                (proxy, method, arguments) -> answers.get(method.getName()));
    }

    @Test
    void aNodeThatIsReachedForTheFirstTimeWasNotAway() {
        watch.onUp(node(9042));

        assertThat(returns).hasValue(0);
    }

    @Test
    void aNodeThatWasAwayIsBackOnce() {
        watch.onDown(node(9042));
        watch.onDown(node(9043));
        watch.onUp(node(9042));
        watch.onUp(node(9042));

        assertThat(returns).hasValue(1);
    }
}
