/**
 * The routes by which mail leaves, for administrators.
 */
package org.waypost.webadmin.routes;
