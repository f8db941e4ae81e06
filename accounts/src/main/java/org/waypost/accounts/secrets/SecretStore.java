package org.waypost.accounts.secrets;

import reactor.core.publisher.Mono;

/** Keeps the secrets with which servers sign what they give out, so that each of them knows it again. */
public interface SecretStore {

    /**
     * The secret of that name; when there is none yet, the candidate becomes it. Of several candidates that are offered at
     * once, on any servers, one becomes the secret of all.
     *
     * @param name      for what it is, such as {@code challenge}
     * @param candidate random bytes
     */
    Mono<byte[]> keep(String name, byte[] candidate);
}
