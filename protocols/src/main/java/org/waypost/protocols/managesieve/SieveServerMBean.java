package org.waypost.protocols.managesieve;

import org.apache.james.protocols.lib.jmx.ServerMBean;

/** What JMX shows of a ManageSieve listener; JMX wants an interface of this name. */
public interface SieveServerMBean extends ServerMBean {}
