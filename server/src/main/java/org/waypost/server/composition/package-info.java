/**
 * How the parts become a server: one list of modules, two wirings (standalone and memory).
 */
package org.waypost.server.composition;
