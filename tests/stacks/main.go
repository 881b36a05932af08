package main

import (
	"net/http"

	"github.com/rs/cors"
)

func login(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Basic dTpw" {
			w.WriteHeader(401)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func main() {
	routes := http.NewServeMux()
	routes.HandleFunc("/v2/cart", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", "\"1\"")
		w.Write([]byte("{}"))
	})
	routes.HandleFunc("/v2/broken", func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "broken", 500)
	})
	routes.Handle("/v2/moved", http.RedirectHandler("/v2/cart", 302))
	mux := login(routes)
	{part 0}
	http.ListenAndServe("127.0.0.1:{port}", handler)
}
