/**
 * What WebAdmin shows and does of the server itself: engines, healing and the certificate.
 */
package org.waypost.server.administration;
