/** Compares the OpenAPI document with the server. */
package org.waypost.server.openapi;
