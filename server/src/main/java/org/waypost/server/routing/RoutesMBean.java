package org.waypost.server.routing;

/** What JMX shows of the routes; JMX wants an interface of this name. */
public interface RoutesMBean {

    /** The routes in the order in which they are asked, one JSON text each, without passwords. */
    String[] getRoutes();

    /** What became of recipients since the start, by route, and how many mails are being sent now. */
    String[] getFigures();

    /** Which route a mail takes, and why. */
    String[] explain(String sender, String recipient);
}
