/**
 * Messages that the server itself writes to people: replies, warnings, challenges, welcomes. Each tells that it is
 * automatic (RFC 3834) and has no return path unless it says otherwise, so that no two robots answer each other.
 */
package org.waypost.notices;
