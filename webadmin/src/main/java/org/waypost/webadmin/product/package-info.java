/**
 * Waypost's own routes: version, engines, healing, certificate.
 */
package org.waypost.webadmin.product;
