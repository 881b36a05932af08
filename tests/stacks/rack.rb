require "rack"
require "rack/cors"
require "rack/handler/webrick"

# As much of Rails as an initializer needs.
module Rails
  class << self
    attr_reader :used

    def application = self
    def config = self
    def middleware = self

    def insert_before(_place, middleware, &block)
      @used = [middleware, block]
    end
  end
end

{part 0}

application = lambda do |env|
  next [401, {}, []] unless env["HTTP_AUTHORIZATION"] == "Basic dTpw"

  case env["PATH_INFO"]
  when "/v2/cart" then [200, { "ETag" => '"1"' }, ["{}"]]
  when "/v2/broken" then [500, {}, []]
  when "/v2/moved" then [302, { "Location" => "/v2/cart" }, []]
  else [404, {}, []]
  end
end

middleware, block = Rails.used
Rack::Handler::WEBrick.run(middleware.new(application, {}, &block), Host: "127.0.0.1", Port: {port}, AccessLog: [])
